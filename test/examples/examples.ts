import * as fs from 'fs';
import * as path from 'path';
import * as cdk8s from 'cdk8s';
import * as library from '../../src';
import { FlinkSessionClusterProps, FlinkVersion, ProductionFlinkJobProps } from '../../src';

const { adapted } = jest.requireActual('../../scripts/example-of-version.cjs');

const FOLDER = path.join(__dirname, '..', '..', 'examples');

export const EXAMPLES = fs.readdirSync(FOLDER).filter((name) => fs.existsSync(path.join(FOLDER, name, 'main.ts'))).sort();

const synthesized = new Map<string, string>();

/**
 * The manifests of an example's charts. With a version, as if its jobs ran that version: what that version does not have is left out
 * of the props.
 */
export function synthExample(name: string, version?: FlinkVersion): any[] {
  const key = `${name} ${version}`;
  if (!synthesized.has(key)) synthesized.set(key, JSON.stringify(run(name, version)));
  return JSON.parse(synthesized.get(key)!);
}

/** Runs an example's own program. */
function run(name: string, version?: FlinkVersion): any[] {
  const apps: cdk8s.App[] = [];
  jest.isolateModules(() => {
    // The example shares our cdk8s, so that its App is the one that is watched.
    jest.doMock('cdk8s', () => ({ ...cdk8s, App: watched(apps) }));
    jest.doMock('cdk8s-flink', () => version ? { ...library, ...ofVersion(version) } : library);
    jest.requireActual(path.join(FOLDER, name, 'main.ts'));
  });
  return apps.flatMap((app) => app.charts).flatMap((chart) => chart.toJson());
}

function watched(apps: cdk8s.App[]): any {
  return class extends cdk8s.App {
    constructor() {
      super();
      apps.push(this);
    }
    public override synth(): void {}
  };
}

/** The constructs that have a version, of that version. */
function ofVersion(version: FlinkVersion): any {
  return {
    ProductionFlinkJob: class extends library.ProductionFlinkJob {
      constructor(scope: any, id: string, props: ProductionFlinkJobProps) {
        super(scope, id, adapted(props, version, library));
      }
    },
    FlinkSessionCluster: class extends library.FlinkSessionCluster {
      constructor(scope: any, id: string, props: FlinkSessionClusterProps) {
        super(scope, id, adapted(props, version, library));
      }
    },
  };
}
