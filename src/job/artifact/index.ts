export { type JarOptions } from './jar';
export * from './job-artifact';
export { type PythonOptions } from './python';
export { type SqlOptions, type SqlRunner } from './sql';
