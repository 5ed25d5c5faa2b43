import { k8s } from 'cdk8s-plus-27';
import { withoutNulls } from './compare';
import { call, Expression, list, literal, object } from './expression';
import { isSameJson } from './same';
import { isMap } from '../kubernetes/is-map';
import { FieldType, POD_TEMPLATE, schemaOf } from '../kubernetes/schema';

/** A pod template as a `k8s.PodTemplateSpec`; undefined if the type cannot express all of it. */
export function podTemplateExpression(written: unknown, operatorMinor: string): Expression | undefined {
  if (!isMap(written)) return undefined;
  const template = withoutNulls(written);
  try {
    const expression = typed(schemaOf(POD_TEMPLATE, operatorMinor)!, template, 'podTemplate');
    return isSameJson(k8s.toJson_PodTemplateSpec(expression.value), template) ? expression : undefined;
  } catch {
    // a value that is not a pod template
    return undefined;
  }
}

/** The only fields that accept a number or a name; all other fields of this type are quantities. */
const PORTS = ['port', 'targetPort'];

function typed(type: FieldType | undefined, value: unknown, name: string): Expression {
  if (type?.is === 'intOrString') return scalar(PORTS.includes(name) ? 'k8s.IntOrString' : 'k8s.Quantity', value);
  if (Array.isArray(value)) return list(value.map((element) => typed(type?.is === 'list' ? type.of : undefined, element, name)));
  if (!isMap(value)) return literal(value);
  if (type?.is === 'map') return object(Object.fromEntries(Object.entries(value).map(([key, child]) => [key, typed(type.of, child, name)])));
  if (type?.is !== 'object') return literal(value);
  return object(Object.fromEntries(Object.entries(value).map(([key, child]) => [propertyName(key), typed(type.fields.get(key)?.type, child, key)])));
}

function scalar(factory: string, value: unknown): Expression {
  return call(`${factory}.${typeof value === 'number' ? 'fromNumber' : 'fromString'}`, literal(value));
}

/** The jsii spelling of a field: `hostPID` becomes `hostPid`. */
function propertyName(field: string): string {
  return field.replace(/([A-Z])([A-Z]+)(?![a-z])/g, (_, first: string, rest: string) => first + rest.toLowerCase());
}
