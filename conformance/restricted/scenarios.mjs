const OF_ITS_OWN = 'conformance/restricted/programs';

/**
 * What runs on which Flink. `plugin`: of the program's storage, in a release that Maven Central has, and `speaks`: names that
 * only its classes have; `user`: who Flink is; `logs`: where its log is; `fetched`: what Flink fetches before it starts.
 */
export const SCENARIOS = {
  '1.20.5': [
    {
      title: 'quickstart',
      program: 'examples/quickstart/main.ts',
      plugin: { name: 's3-fs-hadoop', release: '1.20.1', speaks: /hadoop\.fs\.s3a|com\.amazonaws/ },
      user: '9999', logs: { console: true, file: true }, fetched: [],
    },
    {
      title: 'google',
      program: `${OF_ITS_OWN}/google.ts`,
      plugin: { name: 'gs-fs-hadoop', release: '1.20.0', speaks: /com\.google\.(cloud|api|auth)/ },
      user: '9999', logs: { console: true, file: false }, fetched: ['job.jar'],
    },
  ],
  '2.2.1': [
    {
      title: 'presto',
      program: `${OF_ITS_OWN}/presto.ts`,
      plugin: { name: 's3-fs-presto', release: '2.2.0', speaks: /com\.(facebook\.presto|amazonaws)/ },
      user: '9999', logs: { console: true, file: true }, fetched: [],
    },
    {
      title: 'azure',
      program: `${OF_ITS_OWN}/azure.ts`,
      plugin: { name: 'azure-fs-hadoop', release: '2.0.0', speaks: /hadoop\.fs\.azurebfs/ },
      user: '10001', logs: { console: true, file: false }, fetched: ['job.jar'],
    },
  ],
};
