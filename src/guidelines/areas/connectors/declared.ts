import { Finding, Severity } from '../../../configuration';
import { connectorField, DeclaredConnector } from '../../../connectors/declared-connector';
import { ANNOTATIONS } from '../../../workload/annotations';
import { declarations, whereDeclared } from '../../../workload/declarations';
import { Workload } from '../../../workload/workload';

/** A finding on a declared connector, at the property that declares it. */
export function aboutConnector(
  w: Workload, guideline: string, severity: Severity, connector: DeclaredConnector, property: string, message: string, fix: string): Finding {
  return {
    guideline,
    severity,
    path: whereDeclared(w, ANNOTATIONS.connectors, `${w.where(connectorField(connector.name, 'name'))}.${property}`),
    message: w._isFromProgram ? message : `${connector.name}.${property}: ${message}`,
    // an annotation contains all connectors: the value to write is one of its parts
    fix: w._isFromProgram ? fix : fix.replace(/^Write (?=")/, `Write ${property}: `).replace(/^Write (?!\S+: )/, `Set ${property}: write `),
  };
}

/** The findings on each connector of a kind. */
export function eachConnector(w: Workload, role: DeclaredConnector['role'] | undefined, find: (connector: DeclaredConnector) => Finding | undefined): Finding[] {
  return declarations(w).connectors.filter((connector) => role === undefined || connector.role === role)
    .map(find).filter((finding): finding is Finding => finding !== undefined);
}

/** Annotations that cannot be parsed. For a program, invalid properties are already reported. */
export function eachUnreadable(w: Workload): Finding[] {
  if (w._isFromProgram) return [];
  const { unreadable, problems } = declarations(w);
  const finding = (annotation: string, severity: Severity, message: string, fix: string): Finding => (
    { guideline: 'CON-01', severity, path: `metadata.annotations['${annotation}']`, message, fix });
  return [
    ...unreadable.map(({ annotation, message }) => finding(annotation, Severity.ERROR, `${message}: nothing of it is checked`, 'Correct it, or leave it out')),
    ...problems.map(({ at, message, fix, isKept }) => finding(ANNOTATIONS.connectors, isKept ? Severity.WARNING : Severity.ERROR, `${at}: ${message}`, fix)),
  ];
}
