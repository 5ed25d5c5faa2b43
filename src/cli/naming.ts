import { ObjectReference } from '../configuration';

/** The name of an object in the output: `shop/orders`. */
export function qualifiedName({ namespace, name }: Pick<ObjectReference, 'namespace' | 'name'>): string {
  return `${namespace ? `${namespace}/` : ''}${name || '(no name)'}`;
}
