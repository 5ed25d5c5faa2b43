import { expressions, KINDS, scripts } from './health.mjs';
import { verify, versions } from './part.mjs';

const [ARGO_CD, FLUX] = versions;
const OURS = Object.fromEntries(KINDS.map((kind) => [kind, new RegExp(`^${kind}: (health|status) of \\d+ objects$`)]));
const THEIRS = Object.fromEntries(KINDS.map((kind) => [kind, new RegExp(`^${kind}: .* of Argo CD's own test$`)]));

/** One kind's script or expressions with something replaced. */
function replaced(ofKind, kind, from, to) {
  const before = JSON.stringify(ofKind[kind]);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${kind}: nothing to replace by ${from}`);
  return { ...ofKind, [kind]: JSON.parse(after) };
}

const lua = (what, kind, from, to, red) => ({ what, red, run: (section) => verify(section, ARGO_CD, { scripts: replaced(scripts(), kind, from, to) }) });
const cel = (what, kind, from, to) => ({ what, red: [OURS[kind]], run: (section) => verify(section, FLUX, { expressions: replaced(expressions(), kind, from, to) }) });

export const sabotages = [
  { what: 'nothing, Argo CD', red: [], run: (section) => verify(section, ARGO_CD, { scripts: scripts() }) },
  { what: 'nothing, Flux', red: [], run: (section) => verify(section, FLUX, { expressions: expressions() }) },
  lua('the generation is not compared', 'FlinkDeployment', 'observed ~= generation', 'false', [OURS.FlinkDeployment]),
  lua('a failed job is no matter', 'FlinkDeployment', 'job.state == \\"FAILED\\" or job.state == \\"FAILING\\"', 'false', [OURS.FlinkDeployment]),
  lua('an unknown library is used', 'FlinkDeployment', 'return text >= prefix', 'return string.find(text, prefix) ~= nil or text >= prefix', [OURS.FlinkDeployment]),
  lua('a JobManager in error is no matter', 'FlinkDeployment', 'jobManager == \\"ERROR\\"', 'false', [OURS.FlinkDeployment, THEIRS.FlinkDeployment]),
  lua('a suspended session job is healthy', 'FlinkSessionJob', 'return health(\\"Suspended\\"', 'return health(\\"Healthy\\"', [OURS.FlinkSessionJob, THEIRS.FlinkSessionJob]),
  lua('an aborted transition is no matter', 'FlinkBlueGreenDeployment', 'if hasError then\\n    return', 'if false then\\n    return', [OURS.FlinkBlueGreenDeployment]),
  lua('an abandoned snapshot is healthy', 'FlinkStateSnapshot', 'return health(\\"Degraded\\", \\"The operator', 'return health(\\"Healthy\\", \\"The operator', [OURS.FlinkStateSnapshot]),
  cel('a running job is current before it is stable', 'FlinkDeployment', " && status.lifecycleState == 'STABLE'", ''),
  cel('a job that cannot be submitted has not failed', 'FlinkSessionJob', "status.lifecycleState == 'UPGRADING' && has(status.error) ||", ''),
  cel('an aborted transition has not failed', 'FlinkBlueGreenDeployment', "has(status.error) && status.error != '' ||", ''),
  cel('a failed snapshot has not failed', 'FlinkStateSnapshot', "'FAILED', ", ''),
];
