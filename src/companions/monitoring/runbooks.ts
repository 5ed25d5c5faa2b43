/** The annotation of an alert with the URL of its runbook. */
export const RUNBOOK_ANNOTATION = 'runbook_url';

/** The base URL of this library's runbooks. */
export const RUNBOOKS = 'https://github.com/cdk8s-flink/cdk8s-flink/blob/main/docs/runbooks';
