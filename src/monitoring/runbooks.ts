/** Where this library's own runbooks are read. */
export const RUNBOOKS = 'https://github.com/cdk8s-flink/cdk8s-flink/blob/main/docs/runbooks';
