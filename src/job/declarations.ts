import { Size } from 'cdk8s';
import { CompiledPlan } from './compiled-plan';
import { SLOT_SHARING_GROUPS } from '../configuration/said/declared-fields';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount, refuseUnlessSize } from '../configuration/said/refuse';
import { Connector } from '../connectors';
import { declaredConnectors } from '../connectors/declared-connector';
import { FlinkComponent } from '../kubernetes/component';
import { MAIN_CONTAINER } from '../kubernetes/names';
import { quantity } from '../kubernetes/quantity';
import { sortedByKey } from '../kubernetes/sorted';
import { RECOVERY_POINT, REGION, REPLICATION_TIME } from '../state/disaster-recovery';
import { ANNOTATIONS } from '../workload/annotations';

/** Declarations of a job that neither an option nor a field of the FlinkDeployment contains, as annotations. */

const STATE_SIZE = 'expectedStateSize';
const RECOVERY_TIME = 'recoveryTime';
const MOST_STATE = 1024 ** 3;

export function bindConnectors(settings: JobSettings, connectors: readonly Connector[]): void {
  const taken = new Set<string>();
  connectors.forEach((connector, i) => connector._bind(settings, `connectors[${i}]`, taken));
}

export function bindStateSize(settings: JobSettings, size: Size): void {
  if (refuseUnlessSize(settings, 'STB-01', STATE_SIZE, size, 1, MOST_STATE)) settings.setField(STATE_SIZE, quantity(size), STATE_SIZE);
}

export function bindSlotSharingGroups(settings: JobSettings, groups: { readonly [group: string]: number }): void {
  for (const [group, parallelism] of Object.entries(groups)) refuseUnlessCount(settings, 'ARC-07', `slotSharingGroups['${group}']`, parallelism, 1);
  settings.setField(SLOT_SHARING_GROUPS, { ...groups }, 'slotSharingGroups');
}

/** Mounts a compiled plan into the pod in which the job's `main` runs. */
export function bindCompiledPlan(settings: JobSettings, { configMapName, key = 'plan.json' }: CompiledPlan): void {
  settings.inTheNameOf(Origin.prop('compiledPlan'), () => settings.addToPods(FlinkComponent.JOB_MANAGER, {
    spec: {
      volumes: [{ name: PLAN, configMap: { name: configMapName, items: [{ key, path: 'plan.json' }] } }],
      containers: [{
        name: MAIN_CONTAINER,
        env: [{ name: 'COMPILED_PLAN', value: `${PLAN_DIRECTORY}/plan.json` }],
        volumeMounts: [{ name: PLAN, mountPath: PLAN_DIRECTORY, readOnly: true }],
      }],
    },
  }));
}

/** The recovery time of the service level, for checks of the recovery duration. */
export function promiseRecovery(settings: JobSettings, milliseconds: number): void {
  settings.setField(RECOVERY_TIME, milliseconds, 'monitoring.alerts.serviceLevel.recoveryTime');
}

export function declarationAnnotations(settings: JobSettings): { [annotation: string]: string } {
  const connectors = declaredConnectors(settings);
  const groups = settings.field(SLOT_SHARING_GROUPS);
  const said: [string, string | undefined][] = [
    [ANNOTATIONS.connectors, connectors.length > 0 ? JSON.stringify(connectors) : undefined],
    [ANNOTATIONS.stateSize, settings.field(STATE_SIZE)],
    [ANNOTATIONS.slotSharingGroups, groups && JSON.stringify(sortedByKey(groups))],
    [ANNOTATIONS.recoveryTime, inMilliseconds(settings.field(RECOVERY_TIME))],
    [ANNOTATIONS.recoveryPoint, inMilliseconds(settings.field(RECOVERY_POINT))],
    [ANNOTATIONS.replicationTime, inMilliseconds(settings.field(REPLICATION_TIME))],
    [ANNOTATIONS.region, settings.field(REGION)],
  ];
  return Object.fromEntries(said.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function inMilliseconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value} ms`;
}

const PLAN = 'compiled-plan';
const PLAN_DIRECTORY = '/opt/flink/plan';
