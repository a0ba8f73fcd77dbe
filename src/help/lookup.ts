import Mustache from 'mustache';
import type { Variables } from './variables.ts';

/**
 * Where Mustache looks up variables. It would take a dot in a name for a way into an object; here a name is looked up as a
 * whole, because releases and mirrors have dots in their names: `mirrors.linux.git`.
 */
class WholeNames extends Mustache.Context {
  override lookup(name: string): unknown {
    if (name === '.') return this.view;
    for (let context: Mustache.Context | undefined = this; context; context = context.parent) {
      if (typeof context.view === 'object' && Object.hasOwn(context.view, name)) return context.view[name];
    }
    return undefined;
  }

  override push(view: unknown): Mustache.Context {
    return new WholeNames(view, this);
  }
}

/** Variables as a template is rendered with them. */
export function variablesToContext(variables: Variables): Mustache.Context {
  return new WholeNames(variables);
}
