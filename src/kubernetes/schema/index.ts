export { FieldType, ObjectType, POD_TEMPLATE, schemaOf, schemaVersions } from './schema';
export { Steps, Violation, violations } from './violations';
