/** The annotation of an alert with the address of its page, as dashboards and messages know it. */
export const RUNBOOK_ANNOTATION = 'runbook_url';

/** Where this library's own runbooks are read. */
export const RUNBOOKS = 'https://github.com/cdk8s-flink/cdk8s-flink/blob/main/docs/runbooks';
