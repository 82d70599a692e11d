/**
 * What every emulated object is to the protocol.
 *
 * Members whose names begin with a capital (or "_" and a capital) are Excel's and can be reached by the client; all other members are the host's own.
 */
export abstract class HostObject {
  /** The class of the real client that stands for this object; a test holds the members against that class's metadata. */
  abstract readonly clientClass: string;
}

export abstract class HostCollection<T extends HostObject> extends HostObject {
  abstract members(): readonly T[];

  /** The client's indexer, by id, name or key as the collection has it; throws ItemNotFound. */
  abstract at(key: unknown): T;
}

/** A wide, dumb object: properties with their defaults, nothing more. Nested bags are its navigation properties. */
export class PropertyBag extends HostObject {
  constructor(
    readonly clientClass: string,
    properties: Readonly<Record<string, unknown>>,
  ) {
    super();
    Object.assign(this, properties);
  }

  /** A property by its wire name, for tests that look at what was set. */
  property(name: string): unknown {
    return (this as unknown as Record<string, unknown>)[name];
  }
}
