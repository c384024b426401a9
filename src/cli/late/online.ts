// What commands load late that ask the ERP.
export * from '../../catalogue/write.io.ts';
export * from '../../pull/place.ts';
export * from '../../pull/pull.io.ts';
export * from '../../pull/update/report.ts';
export * from '../../pull/update/update.io.ts';
export * from '../../reconcile/savedPlan/file.io.ts';
export * from '../../report/explain/outputs.ts';
export * from '../explaining.ts';
export * from '../passes.ts';
export * from '../session.ts';
export * from './offline.ts';
