import type { ErrorObject } from 'ajv';
import { closestWord } from './closestWord.ts';

/** A property by its path ("ssl.mode"; "" is the value itself) and what is wrong with it, without its place. */
export interface Finding {
  readonly property: string;
  readonly text: string;
}

/** What of a JSON schema the words need. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly patternErrorMessage?: string;
}

/**
 * Puts Ajv's errors into words that name the expected values and what was probably meant.
 *
 * @param written the value as it stands in the settings: after the variables are replaced it may hold a secret
 */
export function describeErrors(errors: readonly ErrorObject[], written: unknown): Finding[] {
  const findings = errors.filter((error) => isCause(error, errors)).map((error) => describe(error, written));
  return findings.filter(({ text }, index) => findings.findIndex((other) => other.text === text) === index);
}

/** Ajv also reports the conditions around an error, and that a value is of the wrong kind where it is none of those allowed. */
function isCause(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === 'if' || error.keyword === 'discriminator') return false;
  return (
    error.keyword !== 'type' ||
    !all.some((other) => other.keyword === 'enum' && other.instancePath === error.instancePath)
  );
}

function describe(error: ErrorObject, written: unknown): Finding {
  const params: Readonly<Record<string, unknown>> = error.params;
  const schema = (error.parentSchema ?? {}) as Schema;
  const property = error.instancePath.slice(1).replaceAll('/', '.');
  const own = (name: unknown): string => [property, String(name)].filter((part) => part !== '').join('.');
  const subject = property === '' ? 'the value' : quote(property);
  const expecting = (text: string): Finding => ({
    property,
    text: `${subject} is ${show(written, error.instancePath)}; expected ${text}`,
  });

  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = Object.keys(schema.properties ?? {});
      const meant = closestWord(name, known);
      const hint = meant === undefined ? `expected ${listOf(known.map(own))}` : `did you mean ${quote(own(meant))}?`;
      return { property: own(name), text: `unknown property ${quote(own(name))}; ${hint}` };
    }
    case 'required': {
      const name = String(params['missingProperty']);
      const allowed = schema.properties?.[name]?.enum;
      const hint = allowed === undefined ? '' : `; expected ${listOf(allowed.map(String))}`;
      return { property, text: `${quote(own(name))} is missing${hint}` };
    }
    case 'dependencies': {
      const [name, missing] = [String(params['property']), String(params['missingProperty'])];
      return { property: own(name), text: `${quote(own(name))} means nothing here without ${quote(own(missing))}` };
    }
    case 'enum':
      return expecting(oneOf((schema.enum ?? []).map(String), valueAt(written, error.instancePath)));
    case 'type':
      return expecting(joinWithOr([params['type']].flat().map((type) => typeNames[String(type)] ?? String(type))));
    case 'minimum':
    case 'maximum':
      return expecting(`${String(schema.minimum)} to ${String(schema.maximum)}`);
    case 'pattern': {
      const text = schema.patternErrorMessage ?? `expected ${String(params['pattern'])}`;
      return {
        property,
        text: `${subject} cannot be understood; ${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`,
      };
    }
    case 'minLength':
    case 'minItems':
      return {
        property,
        text: `${subject} is empty; expected at least one ${error.keyword === 'minItems' ? 'entry' : 'character'}`,
      };
    case 'uniqueItems':
      return { property, text: `${subject} says the same twice; expected different entries` };
    case 'not':
      return { property, text: `${subject} is ${show(written, error.instancePath)}, which means nothing here` };
    default:
      return { property, text: `${subject} ${error.message ?? 'is wrong'}` };
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
};

/** What is allowed, and which of it was probably meant. */
function oneOf(allowed: readonly string[], value: unknown): string {
  const meant = typeof value === 'string' ? closestWord(value, allowed) : undefined;
  return `${listOf(allowed)}${meant === undefined ? '' : `; did you mean ${quote(meant)}?`}`;
}

function listOf(words: readonly string[]): string {
  return joinWithOr(words.map(quote));
}

function joinWithOr(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** The value itself where it is short and simple, otherwise what kind of value it is. */
function show(written: unknown, instancePath: string): string {
  const value = valueAt(written, instancePath);
  if (typeof value === 'string') return value.length <= 40 ? quote(value) : 'a long text';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function valueAt(root: unknown, instancePath: string): unknown {
  let value = root;
  for (const part of instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
