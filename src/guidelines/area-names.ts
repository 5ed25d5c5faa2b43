/** The names of the areas with which guideline ids begin, in the order of the documentation. */
export const AREA_NAMES: { readonly [area: string]: string } = {
  ARC: 'Architecture',
  HA: 'High availability',
  RES: 'Resources',
  K8S: 'Scheduling',
  STB: 'State backend',
  CKP: 'Checkpoints',
  UPG: 'Upgrades and savepoints',
  RST: 'Restarts',
  MEM: 'Memory',
  NET: 'Network buffers',
  PAR: 'Parallelism',
  ASC: 'Autoscaling',
  CON: 'Connectors',
  WMK: 'Time and watermarks',
  JOB: 'The job\'s code',
  SEC: 'Security',
  MON: 'Monitoring',
  LOG: 'Logging',
  JVM: 'Virtual machines',
  DR: 'Disaster recovery',
  OPS: 'Operations',
  TST: 'Testing',
  SQL: 'SQL and Python',
  SEL: 'Choice of engine',
};

/** The area of a guideline, such as `CKP` of `CKP-12`. */
export function areaOf(id: string): string {
  return id.split('-')[0];
}

/** The name of an area; custom guidelines may have areas without a name. */
export function areaName(area: string): string {
  return AREA_NAMES[area] ?? area;
}
