/** What is wrong with an answer: where in it, and what was expected there. */
export class ReadError extends Error {
  constructor(readonly place: string, expected: string, found: unknown) {
    super(`${place || "the answer"}: expected ${expected}, found ${kind(found)}`);
    this.name = "ReadError";
  }
}

function kind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : typeof value;
}

/**
 * Turns a value of unknown shape into a typed one, or throws {@link ReadError}. What it does not ask
 * for is ignored, so a newer server may add fields.
 */
export type Reader<Value> = (value: unknown, place?: string) => Value;

/** The type that a reader gives. */
export type Read<R> = R extends Reader<infer Value> ? Value : never;

export const text: Reader<string> = (value, place = "") => {
  if (typeof value !== "string") throw new ReadError(place, "a text", value);
  return value;
};

export const number: Reader<number> = (value, place = "") => {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ReadError(place, "a number", value);
  }
  return value;
};

export const flag: Reader<boolean> = (value, place = "") => {
  if (typeof value !== "boolean") throw new ReadError(place, "true or false", value);
  return value;
};

export const anything: Reader<unknown> = (value) => value;

/** An array, each element read by `item`. */
export function list<Value>(item: Reader<Value>): Reader<Value[]> {
  return (value, place = "") => {
    if (!Array.isArray(value)) throw new ReadError(place, "an array", value);
    return value.map((element, index) => item(element, `${place}[${index}]`));
  };
}

/** A field that may be absent or null; `fallback` then. */
export function or<Value, Fallback>(
  item: Reader<Value>,
  fallback: Fallback,
): Reader<Value | Fallback> {
  return (value, place = "") =>
    value === undefined || value === null ? fallback : item(value, place);
}

/** One of a few words; any other becomes `fallback`, so that a new word of the server breaks nothing. */
export function word<Words extends string>(
  words: readonly Words[],
  fallback: Words,
): Reader<Words> {
  return (value, place = "") => {
    const found = text(value, place);
    return words.find((one) => one === found) ?? fallback;
  };
}

/** An object with the fields named; the order of reading is that of the fields. */
export function record<Fields extends Record<string, Reader<unknown>>>(
  fields: Fields,
): Reader<{ [Name in keyof Fields]: Read<Fields[Name]> }> {
  const names = Object.keys(fields) as (keyof Fields & string)[];
  return (value, place = "") => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ReadError(place, "an object", value);
    }
    const source = value as Record<string, unknown>;
    const result = {} as { [Name in keyof Fields]: Read<Fields[Name]> };
    for (const name of names) {
      const reader = fields[name] as Reader<unknown>;
      const read = reader(source[name], place ? `${place}.${name}` : name);
      result[name] = read as Read<Fields[typeof name]>;
    }
    return result;
  };
}

/** An object used as a table: any name, one kind of value. */
export function table<Value>(item: Reader<Value>): Reader<Record<string, Value>> {
  return (value, place = "") => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ReadError(place, "an object", value);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, item(one, `${place}.${name}`)]),
    );
  };
}
