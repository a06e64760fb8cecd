import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import type { ElementPart } from 'lit';

/**
 * Sets style properties of an element, as `<div ${styleProperties({ height: '3px' })}>`.
 *
 * Lit's own styleMap writes a style attribute at its first drawing, which a strict content security policy refuses.
 */
class StyleProperties extends Directive {
  override render(_properties: Readonly<Record<string, string>>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): typeof noChange {
    if (part.element instanceof HTMLElement) {
      for (const [name, value] of Object.entries(properties)) part.element.style.setProperty(name, value);
    }
    return noChange;
  }
}

export const styleProperties = directive(StyleProperties);
