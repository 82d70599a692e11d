/**
 * What the real Office.js client says to its host, and how the host answers: object paths, actions, queries.
 *
 * The messages are readable JSON with Excel's own names, so an action is looked up by name on the emulated object it is meant for.
 * What is not there fails by its name and is collected: nothing is answered that is not emulated.
 */
import { HostError } from "./hostError";
import { HostCollection, HostObject } from "./model/hostObject";

const enum PathKind {
  root = 1,
  newObject = 2,
  method = 3,
  property = 4,
  indexer = 5,
  reference = 6,
  nullObject = 7,
}

const enum ActionKind {
  instantiate = 1,
  query = 2,
  method = 3,
  setProperty = 4,
  trace = 5,
  ensureUnchanged = 6,
}

interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  /** At each argument that is itself an object: the id of its path; else 0. */
  readonly ReferencedObjectPathIds?: readonly number[];
}

interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: PathKind;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
}

interface QueryInfo {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
  readonly Top?: number;
  readonly Skip?: number;
}

interface Action {
  readonly Id: number;
  readonly ActionType: ActionKind;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: QueryInfo;
}

export interface Request {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

export interface Answer {
  readonly Results: readonly { readonly ActionId: number; readonly Value: unknown }[];
  readonly TraceIds: readonly number[];
  readonly Error?: {
    readonly Code: string;
    readonly Message: string;
    readonly Location: string;
    readonly ActionIndex: number;
    readonly HttpStatusCode: number;
  };
}

/** What outlives a request: the workbook, and the objects that the client keeps by reference. */
export interface World {
  readonly root: HostObject;
  readonly references: References;
  /** Names of what was asked for and is not emulated. */
  readonly missing: Set<string>;
  readonly subscriptions: Set<string>;
}

export class References {
  private readonly byId = new Map<string, HostObject>();
  private readonly ids = new Map<HostObject, string>();
  private count = 0;

  keep(object: HostObject): void {
    if (this.ids.has(object)) return;
    this.count += 1;
    const id = `ref${this.count}`;
    this.byId.set(id, object);
    this.ids.set(object, id);
  }
  release(id: string): void {
    const object = this.byId.get(id);
    if (object) this.ids.delete(object);
    this.byId.delete(id);
  }
  idOf(object: HostObject): string | undefined {
    return this.ids.get(object);
  }
  get(id: string): HostObject | undefined {
    return this.byId.get(id);
  }
  get size(): number {
    return this.byId.size;
  }
}

/** A request that only gives references back: it is sent after a run has ended and counts as no trip. */
export function isCleanUp(request: Request): boolean {
  const meaningful = request.Actions.filter((action) => action.ActionType !== ActionKind.instantiate);
  return meaningful.length > 0 && meaningful.every((action) => action.Name === "_RemoveReference");
}

/** True for the client's own question at start, before the add-in has done anything. */
export function isHandshake(request: Request): boolean {
  return Object.values(request.ObjectPaths).some((path) => path.ObjectPathType === PathKind.newObject);
}

/**
 * Does the actions in turn. Where one fails, those before it stay done and those after it are not tried.
 * `cutAt`: fail with that error before the action of that index, for tests of half-applied requests.
 */
export function answer(world: World, request: Request, cutAt?: { readonly index: number; readonly error: HostError }): Answer {
  const objects = new Map<number, HostObject | null>();
  const Results: { ActionId: number; Value: unknown }[] = [];
  const TraceIds: number[] = [];

  const missing = (object: HostObject, name: string): HostError => {
    const full = `${object.clientClass}.${name}`;
    world.missing.add(full);
    return new HostError("NotImplemented", `Emulator: ${full} is not emulated`);
  };
  const args = (info: ArgumentInfo | undefined): readonly unknown[] =>
    (info?.Arguments ?? []).map((argument, index) => {
      const path = info?.ReferencedObjectPathIds?.[index];
      return path ? resolve(path) : argument;
    });
  const call = (object: HostObject, name: string, info: ArgumentInfo | undefined): unknown => {
    const subscription = /^_(Register|Unregister)(\w+)$/.exec(name);
    if (subscription && /Event/.test(name)) {
      const key = `${object.clientClass}.${subscription[2]}`;
      if (subscription[1] === "Register") world.subscriptions.add(key);
      else world.subscriptions.delete(key);
      return null;
    }
    const method = isWire(name) ? member(object, name)?.value : undefined;
    if (typeof method !== "function") throw missing(object, name);
    return (method as (...values: unknown[]) => unknown).apply(
      object,
      // What the add-in leaves out, the client sends as null.
      args(info).map((argument) => argument ?? undefined),
    );
  };
  const property = (object: HostObject, name: string): unknown => {
    if (!isWire(name) || !member(object, name)) throw missing(object, name);
    return (object as unknown as Record<string, unknown>)[name];
  };

  function resolve(id: number): HostObject | null {
    const known = objects.get(id);
    if (known !== undefined) return known;
    const found = follow(request.ObjectPaths[id]!);
    if (found !== null && !(found instanceof HostObject)) throw new HostError("NotImplemented", `Emulator: path ${id} leads to no object`);
    objects.set(id, found);
    return found;
  }

  function follow(path: ObjectPath): unknown {
    switch (path.ObjectPathType) {
      case PathKind.root:
        return world.root;
      case PathKind.newObject:
        return new InternalService();
      case PathKind.nullObject:
        return null;
      case PathKind.reference: {
        const kept = world.references.get(path.Name);
        if (!kept) throw new HostError("InvalidReference");
        return kept;
      }
      case PathKind.method:
      case PathKind.property:
      case PathKind.indexer: {
        const parent = resolve(path.ParentObjectPathId!);
        // What hangs on a null object is a null object.
        if (parent === null) return null;
        if (path.ObjectPathType === PathKind.method) return call(parent, path.Name, path.ArgumentInfo) ?? null;
        if (path.ObjectPathType === PathKind.property) return property(parent, path.Name);
        if (!(parent instanceof HostCollection)) throw missing(parent, "getItem");
        return parent.at(args(path.ArgumentInfo)[0]) as HostObject;
      }
    }
  }

  function identity(object: HostObject | null): Record<string, unknown> | null {
    if (object === null) return null;
    const result: Record<string, unknown> = {};
    for (const key of ["Id", "_Id"]) if (member(object, key)) result[key] = property(object, key);
    const reference = world.references.idOf(object);
    if (reference !== undefined) result["_ReferenceId"] = reference;
    return result;
  }

  function scalars(object: HostObject): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const name of wireProperties(object)) {
      const value = property(object, name);
      if (!(value instanceof HostObject) && !isNavigation(name)) result[name] = value;
    }
    return result;
  }

  function put(target: Record<string, unknown>, object: HostObject, steps: readonly string[]): void {
    const [step, ...rest] = steps;
    if (step === undefined) return;
    const name = step[0] === "_" ? step : step[0]!.toUpperCase() + step.slice(1);
    const value = property(object, name);
    if (!(value instanceof HostObject)) {
      // A null object, or a plain value; deeper steps into a null object stay null.
      target[name] = value;
      return;
    }
    const known = (target[name] ?? identity(value)) as Record<string, unknown>;
    target[name] = known;
    fill(known, value, [rest]);
  }

  function fill(target: Record<string, unknown>, object: HostObject, selected: readonly (readonly string[])[]): void {
    if (object instanceof HostCollection) {
      const members = object.members() as readonly HostObject[];
      const own = selected.filter((steps) => steps.length === 1 && steps[0] === "count");
      if (own.length > 0) target["Count"] = property(object, "Count");
      const items = (target["_Items"] ??= members.map(identity)) as Record<string, unknown>[];
      const inner = selected.filter((steps) => !own.includes(steps));
      members.forEach((item, index) => fill(items[index]!, item, inner));
      return;
    }
    for (const steps of selected) {
      if (steps.length === 0) Object.assign(target, scalars(object));
      else put(target, object, steps);
    }
  }

  function query(object: HostObject | null, info: QueryInfo | undefined): unknown {
    if (object === null) return null;
    const chosen = [...(info?.Select ?? []), ...(info?.Expand ?? [])].map((name) => name.split("/").filter((step) => step !== "items" && step !== "$none"));
    const selected = chosen.length > 0 ? chosen : [[]];
    const result = identity(object) ?? {};
    if (object instanceof HostCollection && (info?.Top !== undefined || info?.Skip !== undefined)) {
      const all = object.members() as readonly HostObject[];
      const page = all.slice(info.Skip ?? 0, info.Top === undefined ? undefined : (info.Skip ?? 0) + info.Top);
      result["_Items"] = page.map((item) => {
        const entry = identity(item) ?? {};
        fill(entry, item, selected);
        return entry;
      });
      return result;
    }
    fill(result, object, selected);
    return result;
  }

  function act(action: Action): unknown {
    switch (action.ActionType) {
      case ActionKind.instantiate:
        return identity(resolve(action.ObjectPathId));
      case ActionKind.query:
        return query(resolve(action.ObjectPathId), action.QueryInfo);
      case ActionKind.trace:
        TraceIds.push(action.Id);
        return null;
      case ActionKind.method: {
        const object = resolve(action.ObjectPathId);
        if (action.Name === "_RemoveReference") {
          world.references.release(String(action.ArgumentInfo?.Arguments?.[0]));
          return null;
        }
        if (object === null) {
          if (action.Name === "_KeepReference") return null;
          throw new HostError("InvalidObjectPath");
        }
        if (action.Name === "_KeepReference") {
          world.references.keep(object);
          return null;
        }
        const value = call(object, action.Name, action.ArgumentInfo);
        return value instanceof HostObject || value === undefined ? null : value;
      }
      case ActionKind.setProperty: {
        const object = resolve(action.ObjectPathId);
        if (object === null) throw new HostError("InvalidObjectPath");
        const found = isWire(action.Name) ? member(object, action.Name) : undefined;
        if (!found || (!found.set && !found.writable)) throw missing(object, `${action.Name} (set)`);
        (object as unknown as Record<string, unknown>)[action.Name] = args(action.ArgumentInfo)[0];
        return null;
      }
      case ActionKind.ensureUnchanged:
        throw new HostError("NotImplemented", "Emulator: ensureUnchanged is not emulated");
    }
    world.missing.add(`action type ${action.ActionType}`);
    throw new HostError("NotImplemented", `Emulator: actions of type ${action.ActionType} are not emulated`);
  }

  for (const [index, action] of request.Actions.entries()) {
    try {
      if (cutAt?.index === index) throw cutAt.error;
      Results.push({ ActionId: action.Id, Value: act(action) });
    } catch (error) {
      // Our own mistakes come out as they are: a test should see the stack, not a polite refusal.
      if (!(error instanceof HostError)) throw error;
      const path = request.ObjectPaths[action.ObjectPathId];
      return {
        Results,
        TraceIds,
        Error: {
          Code: error.code,
          Message: error.message,
          Location: `${path?.Name ?? ""}.${action.Name}`,
          ActionIndex: index,
          HttpStatusCode: error.code === "ItemNotFound" ? 404 : 400,
        },
      };
    }
  }
  return { Results, TraceIds };
}

/** The client's greeting at start; nothing hangs on it. */
class InternalService extends HostObject {
  readonly clientClass = "AddinInternalService";
  NotifyActionHandlerReady(): void {
    // Heard.
  }
}

function isWire(name: string): boolean {
  return /^_?[A-Z]/.test(name);
}

/** Navigation properties that may be null objects; they are never part of "all scalars". */
function isNavigation(name: string): boolean {
  return /OrNullObject$/.test(name);
}

/** Members by class: what stands on a prototype never changes. */
const classMembers = new WeakMap<object, Map<string, PropertyDescriptor | null>>();

function member(object: HostObject, name: string): PropertyDescriptor | undefined {
  const own = Object.getOwnPropertyDescriptor(object, name);
  if (own) return own;
  const prototype = Object.getPrototypeOf(object) as object;
  let known = classMembers.get(prototype);
  if (!known) classMembers.set(prototype, (known = new Map()));
  let found = known.get(name);
  if (found === undefined) known.set(name, (found = inherited(prototype, name) ?? null));
  return found ?? undefined;
}

function inherited(prototype: object, name: string): PropertyDescriptor | undefined {
  for (let holder: object | null = prototype; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder) as object | null) {
    const found = Object.getOwnPropertyDescriptor(holder, name);
    if (found) return found;
  }
  return undefined;
}

/** The wire names of an object's properties: accessors of its class and its own data. Methods are not among them. */
export function wireProperties(object: HostObject): readonly string[] {
  return wireMembers(object).filter((name) => typeof member(object, name)!.value !== "function");
}

export function wireMembers(object: HostObject): readonly string[] {
  const names = new Set<string>();
  for (let holder: object | null = object; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder) as object | null) {
    for (const name of Object.getOwnPropertyNames(holder)) if (isWire(name)) names.add(name);
  }
  return [...names];
}

/** True where the client may set the property. */
export function isSettable(object: HostObject, name: string): boolean {
  const found = member(object, name);
  return Boolean(found?.set ?? found?.writable);
}
