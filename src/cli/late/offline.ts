// What commands load late that ask no server: one step to it, so that the bundle holds it in few pieces.
export * from '../../catalogue/editorSchema.ts';
export * from '../../catalogue/read.io.ts';
export * from '../../catalogue/validate.io.ts';
export * from '../../generated/syncSchema.ts';
export * from '../../problems/text.ts';
export * from '../../report/json.ts';
export * from '../../report/validation.ts';
export * from '../output.ts';
