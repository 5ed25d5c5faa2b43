export { type FieldType, ObjectType, POD_TEMPLATE, schemaOf, schemaVersions } from './schema';
export { type Steps, type Violation, violations } from './violations';
