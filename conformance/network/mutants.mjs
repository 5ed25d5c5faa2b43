/** What changes nothing: on a port that is no port of theirs, the pods of the job do not let each other in. */
export const EQUIVALENT = /: egress rule 0: any ports$/;

/** Every set of policies that lacks one rule, one peer or one port of the given ones: `[what is missing, policies]`. */
export function* mutants(policies) {
  for (const [i, { metadata: { name }, spec }] of policies.entries()) {
    const mutant = (what, change) => {
      const changed = structuredClone(policies);
      change(changed[i].spec);
      return [`${name}: ${what}`, changed];
    };
    for (const direction of ['ingress', 'egress']) {
      for (const [j, rule] of (spec[direction] ?? []).entries()) {
        yield mutant(`${direction} rule ${j}`, (copy) => copy[direction].splice(j, 1));
        for (const list of ['from', 'to', 'ports']) {
          // Without its last peer or port a rule would allow everybody, which is another break.
          if ((rule[list] ?? []).length < 2) continue;
          for (const k of rule[list].keys()) yield mutant(`${direction} rule ${j}, ${list} ${k}`, (copy) => copy[direction][j][list].splice(k, 1));
        }
        for (const list of ['from', 'to', 'ports']) if (rule[list] !== undefined) yield mutant(`${direction} rule ${j}: any ${list}`, (copy) => { delete copy[direction][j][list]; });
      }
    }
    yield mutant('all of it', (copy) => Object.assign(copy, { podSelector: { matchLabels: { app: 'nobody' } } }));
    // A policy of no type at all is none that an API server keeps.
    if (spec.policyTypes.length > 1) for (const type of spec.policyTypes) yield mutant(`policy type ${type}`, (copy) => Object.assign(copy, { policyTypes: copy.policyTypes.filter((one) => one !== type) }));
    for (const label of Object.keys(spec.podSelector.matchLabels)) yield mutant(`label ${label}`, (copy) => { delete copy.podSelector.matchLabels[label]; });
  }
}
