// What commands load late that ask no server. All else that is loaded late exports this as well: the bundle has a piece for
// each set of late modules that share code, and so has few.
export * from '../../catalogue/editorSchema.ts';
export * from '../../catalogue/read.io.ts';
export * from '../../catalogue/validate.io.ts';
export * from '../../generated/syncSchema.ts';
export * from '../../problems/text.ts';
export * from '../../report/json.ts';
export * from '../../report/validation.ts';
export * from '../output.ts';
