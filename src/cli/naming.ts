import { ObjectReference } from '../configuration';

/** How a line of output calls an object: `shop/orders`. */
export function qualifiedName({ namespace, name }: Pick<ObjectReference, 'namespace' | 'name'>): string {
  return `${namespace ? `${namespace}/` : ''}${name || '(no name)'}`;
}
