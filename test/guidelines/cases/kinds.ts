import { fires, silent } from './judge-case';

const API = 'apiVersion: flink.apache.org/v1beta1';
const sessionJob = (spec: string) => `${API}
kind: FlinkSessionJob
metadata: { name: clicks, namespace: shop }
spec: { ${spec} }
`;
const JAR = 'jarURI: "https://repo.example.com/clicks.jar"';
const snapshot = (spec: string) => `${API}
kind: FlinkStateSnapshot
metadata: { name: before-upgrade, namespace: shop }
spec: { ${spec} }
`;

export const KINDS = [
  fires('ARC-02', 'a session job in an application cluster', { beside: sessionJob(`deploymentName: orders, job: { ${JAR} }`) }, 'error FlinkSessionJob spec.deploymentName: names a FlinkDeployment with a job of its own'),
  silent('ARC-02', 'a session job in a cluster that stands elsewhere', { beside: sessionJob(`deploymentName: shared, job: { ${JAR} }`) }),
  fires('ARC-09', 'a session job that the operator cannot fetch', { beside: sessionJob('deploymentName: shared, job: { jarURI: "local:///a.jar" }') }, 'error FlinkSessionJob spec.job.jarURI: the operator fetches the jar of a session job in its'),
  silent('ARC-09', 'a session job over https', { beside: sessionJob(`deploymentName: shared, job: { ${JAR} }`) }),
  fires('ARC-04', 'a misspelt kind', { beside: `${API}\nkind: FlinkSesionJob\nmetadata: { name: clicks, namespace: shop }\n` }, 'error FlinkSesionJob kind: the API group flink.apache.org has no such kind'),
  fires('UPG-07', 'a snapshot of nothing', { beside: snapshot('savepoint: {}') }, 'error FlinkStateSnapshot spec.jobReference: the snapshot stays in TRIGGER_PENDING'),
  silent('UPG-07', 'a savepoint of the job', { beside: snapshot('savepoint: {}, jobReference: { kind: FlinkDeployment, name: orders }') }),
];
