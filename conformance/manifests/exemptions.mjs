/**
 * What kube-score finds on purpose of ours, each with the reason. `where` narrows it to some programs.
 */
export const EXEMPTIONS = [
  {
    test: 'container-image-pull-policy',
    why: 'the image has a tag or digest of its own, so that pulling it anew at each start brings nothing but another dependency on the registry',
  },
  {
    test: 'container-security-context-user-group-id',
    why: 'user and group 9999 are those of Flink\'s own images, whose files belong to them; below 10000 is no user of the host\'s either',
  },
  {
    test: 'pod-probes',
    why: 'the operator gives the JobManager a startup probe, Flink watches its processes by heartbeats, and the only Service of ours publishes pods that are not ready, too',
  },
  {
    test: 'pod-networkpolicy',
    where: ({ manifests }) => manifests.every(({ kind, spec }) => kind !== 'NetworkPolicy' || !spec.policyTypes.includes('Egress')),
    why: 'egress stays open until the job says where it connects to',
  },
];
