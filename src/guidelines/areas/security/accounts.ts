import { rightsOfJobManager } from '../../../companions/service-account';
import { Finding, Severity } from '../../../configuration';
import { describe, referenceTo } from '../../../configuration/finding';
import { electsWithKubernetes, OPTION } from '../../../facts';
import { ofKind } from '../../../workload/companion-index';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'].map((kind) => ofKind(kind, ({ subjects }) => list(subjects).map(({ name }) => name)));
const [ROLE_BINDINGS] = BINDINGS;
const ROLES = ['Role', 'ClusterRole'].map((kind) => ofKind(kind, ({ metadata }) => [metadata?.name]));
const ACCOUNTS = ofKind('ServiceAccount', ({ metadata }) => [metadata?.name]);

/** Roles that every cluster has. Of the permissions that a JobManager needs, `view` contains the read permissions, the other roles all of them. */
const EVERYWHERE: { readonly [clusterRole: string]: readonly any[] | undefined } = {
  'view': [{ apiGroups: ['', 'apps'], resources: ['*'], verbs: ['get', 'list', 'watch'] }],
  'edit': [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  'admin': [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  'cluster-admin': [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
};

/** Permissions that the JobManager's account needs and does not have, if the manifests contain all of its permissions. */
export function missingRights(w: Workload): Finding[] {
  const account = w.field('serviceAccount');
  if (!w._holds.cluster || typeof account !== 'string' || account === '') return [];
  const bindings = bindingsOf(w, account);
  if (bindings.length === 0) return [];
  const rules = bindings.map((binding) => rulesOf(w, binding));
  // a role that is defined elsewhere may have any permission
  if (rules.some((each) => each === undefined)) return [];
  const held = rules.flatMap((each) => each!);
  const lacking = rightsOfJobManager(w).flatMap(({ apiGroups: [group], resources: [resource], resourceNames, verbs }) => {
    const missing = verbs.filter((verb: string) => !held.some((rule) => allows(rule, group, resource, verb, resourceNames)));
    return missing.length === 0 ? [] : [`${missing.join(', ')} ${resource}`];
  });
  if (lacking.length === 0) return [];
  const roles = bindings.map(({ roleRef }) => roleRef?.name).join(', ');
  return [{
    guideline: 'ARC-10',
    severity: Severity.WARNING,
    path: w.where('serviceAccount'),
    message: `the roles bound to this account (${roles}) do not permit ${lacking.join('; ')}: ${lacking.some((each) => each.endsWith('pods')) ? 'no TaskManagers are started' : 'the JobManager ends with an error'}`,
    fix: 'Bind it to a Role with the rules of a FlinkServiceAccount',
  }];
}

/** TaskManagers that look up the leading JobManager in ConfigMaps with an account that cannot read them. */
export function accountWithoutRights(w: Workload): Finding[] {
  if (w.option(OPTION.TASK_MANAGER_ACCOUNT) !== 'default' || !electsWithKubernetes(w) || bindingsOf(w, 'default').length > 0) return [];
  return [{
    guideline: 'ARC-10',
    severity: Severity.WARNING,
    path: w.where(OPTION.TASK_MANAGER_ACCOUNT),
    value: '"default"',
    message: 'must be an account that may read ConfigMaps: with Kubernetes high availability TaskManagers find the JobManager there, and the namespace\'s default account has no permissions by default',
    fix: 'Leave it out, or name an account that may get, list and watch ConfigMaps',
  }];
}

/** RoleBindings in the job's namespace that name the account in another namespace, if no other binding is for the account. */
export function boundElsewhere(w: Workload): Finding[] {
  const account = w.field('serviceAccount');
  // the namespace of a manifest without one is chosen when it is applied
  const isPlaced = typeof w.manifest.metadata?.namespace === 'string';
  if (!w._holds.cluster || !isPlaced || typeof account !== 'string' || ['', 'default'].includes(account)) return [];
  if (bindingsOf(w, account).length > 0) return [];
  const namesakes = (w._set?.anywhere(ACCOUNTS, [account]) ?? []).map(({ metadata }) => metadata?.namespace);
  const isMistaken = ({ kind, name, namespace }: any) => (
    kind === 'ServiceAccount' && name === account && typeof namespace === 'string' && namespace !== w.namespace && !namesakes.includes(namespace)
  );
  const subjects = w._companionsIn(ROLE_BINDINGS, [account])
    .flatMap((binding) => list(binding.subjects).map((subject, i) => ({ binding, subject, i })).filter(({ subject }) => isMistaken(subject)));
  return subjects.map(({ binding, subject, i }) => ({
    guideline: 'ARC-10',
    severity: Severity.WARNING,
    resource: referenceTo(binding),
    path: `subjects[${i}].namespace`,
    value: describe(subject.namespace),
    message: `must be the namespace of ${w.name}, whose pods run with the ServiceAccount ${account} of ${w.namespace}: it gets none of these permissions`,
    fix: `Write ${w.namespace}`,
  }));
}

function bindingsOf(w: Workload, account: string): any[] {
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${w.namespace}`, 'system:authenticated'];
  const bindings = BINDINGS.flatMap((index) => w._companionsIn(index, [account, ...groups]));
  return bindings.filter(({ subjects }) => list(subjects).some(({ kind, name, namespace }) => (
    kind === 'Group' ? groups.includes(name) : kind === 'ServiceAccount' && name === account && (namespace ?? w.namespace) === w.namespace
  )));
}

/** The rules of the role that a binding refers to; undefined if they are unknown. */
function rulesOf(w: Workload, { roleRef }: any): readonly any[] | undefined {
  const { kind, name } = Object(roleRef);
  const role = ROLES.flatMap((index) => w._companionsIn(index, [name])).find((each) => each.kind === kind && each.metadata?.name === name);
  // an aggregated role gets its rules from other roles
  if (role) return role.aggregationRule === undefined ? list(role.rules) : undefined;
  return kind === 'ClusterRole' ? EVERYWHERE[name] : undefined;
}

function allows(
  { apiGroups, resources, verbs, resourceNames }: any, group: string, resource: string, verb: string, wanted?: readonly string[],
): boolean {
  const has = (values: unknown, value: string) => Array.isArray(values) && (values.includes(value) || values.includes('*'));
  const isOfAll = !Array.isArray(resourceNames) || resourceNames.length === 0;
  const isNamed = isOfAll || (wanted !== undefined && wanted.every((name) => resourceNames.includes(name)));
  return has(apiGroups, group) && has(resources, resource) && has(verbs, verb) && isNamed;
}
