/** The facts about one region in a runbook. */
export interface RegionFacts {
  readonly name: string;
  readonly kubeContext: string;
  /** The savepoint directory of the region. */
  readonly savepoints: string;
}

/** The move of a job from one region to the other. */
export interface Move {
  readonly name: string;
  readonly namespace: string;
  readonly from: RegionFacts;
  readonly to: RegionFacts;
}

const resource = ({ name, namespace }: Move) => `flinkdeployment ${name} --namespace ${namespace}`;

/** The active region is lost, including all progress after the last replicated savepoint. */
export function failover(move: Move): string {
  const { name, from, to } = move;
  return `# ${name}: failover from ${from.name} to ${to.name}

1. Make sure that ${name} does not run in ${from.name} any more: two copies write to the same sinks. Pause a GitOps tool that would undo this. If the cluster answers:

   \`\`\`sh
   kubectl --context ${from.kubeContext} patch ${resource(move)} --type merge --patch '{"spec":{"job":{"state":"suspended"}}}'
   kubectl --context ${from.kubeContext} get ${resource(move)} --output jsonpath='{.status.jobStatus.state} {.status.jobStatus.upgradeSavepointPath}'
   \`\`\`

   If it does not, cut its access to the sources and sinks: network, credentials, or topic ACLs.
2. Find the newest complete savepoint in the bucket of ${to.name}. A savepoint is complete if it contains the file \`_metadata\`:

   \`\`\`sh
   ${list(to.savepoints)}
   \`\`\`
3. Delete the suspended ${name} in ${to.name}. If it ever ran there, it would resume from its own last savepoint, which is older, and go back in time:

   \`\`\`sh
   kubectl --context ${to.kubeContext} delete ${resource(move)} --ignore-not-found
   \`\`\`
4. In the program, set \`active: ActiveRegion.${to.name.toUpperCase()}\` and \`restoreFrom\` to that directory. Synthesize, review with \`cdk8s-flink plan\`, and apply the manifests of ${to.name}.
5. Watch the job start:

   \`\`\`sh
   kubectl --context ${to.kubeContext} get ${resource(move)} --watch --output custom-columns=STATE:.status.jobStatus.state,LIFECYCLE:.status.lifecycleState
   \`\`\`
6. Reverse the replication: the bucket of ${to.name} is now the source.
`;
}

/** Both regions are available, so that nothing is lost: the job is stopped with a savepoint. */
export function failback(move: Move): string {
  const { name, from, to } = move;
  return `# ${name}: planned move from ${from.name} to ${to.name}

1. Delete the suspended ${name} in ${to.name}. It would resume from its own last savepoint, which is older, and go back in time:

   \`\`\`sh
   kubectl --context ${to.kubeContext} delete ${resource(move)}
   \`\`\`
2. Stop the job in ${from.name} with a savepoint, and note its path:

   \`\`\`sh
   kubectl --context ${from.kubeContext} patch ${resource(move)} --type merge --patch '{"spec":{"job":{"state":"suspended"}}}'
   kubectl --context ${from.kubeContext} wait ${resource(move)} --for jsonpath='{.status.lifecycleState}'=SUSPENDED --timeout 15m
   kubectl --context ${from.kubeContext} get ${resource(move)} --output jsonpath='{.status.jobStatus.upgradeSavepointPath}'
   \`\`\`
3. Wait until that directory is replicated to ${to.name}, with its \`_metadata\`:

   \`\`\`sh
   ${list(to.savepoints)}
   \`\`\`
4. In the program, set \`active: ActiveRegion.${to.name.toUpperCase()}\` and \`restoreFrom\` to the directory in ${to.name}. Synthesize, review with \`cdk8s-flink plan\`, and apply the manifests of both regions.
5. Reverse the replication.
`;
}

/** The command that lists a directory of a store. */
const LISTS: readonly (readonly [scheme: RegExp, command: (uri: string) => string])[] = [
  [/^s3a?:/, (uri) => `aws s3 ls --recursive ${uri.replace(/^s3a/, 's3')}/ | grep _metadata | sort | tail -5`],
  [/^gs:/, (uri) => `gcloud storage ls --long --recursive ${uri}/ | grep _metadata | sort | tail -5`],
  [/^abfss?:/, (uri) => `az storage fs file list --file-system ${/\/\/([^@]+)@/.exec(uri)?.[1] ?? 'FILESYSTEM'} --query "[?ends_with(name, '_metadata')].[lastModified, name]" --output tsv | tail -5`],
  [/^hdfs:/, (uri) => `hdfs dfs -ls -R ${uri} | grep _metadata | tail -5`],
];

function list(uri: string): string {
  return LISTS.find(([scheme]) => scheme.test(uri))?.[1](uri) ?? `find ${uri.replace(/^file:/, '')} -name _metadata`;
}
