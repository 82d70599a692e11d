/** Keys and values kept with a workbook or a sheet: settings, custom properties of the document and of sheets. */
import { HostError } from "../hostError";
import { HostCollection, HostObject } from "./hostObject";

type KeyedClass = "Setting" | "WorksheetCustomProperty" | "CustomProperty";

export class KeyedCollection extends HostCollection<KeyedValue> {
  readonly clientClass: string;
  readonly values: KeyedValue[] = [];

  constructor(private readonly memberClass: KeyedClass) {
    super();
    this.clientClass = `${memberClass === "CustomProperty" ? "CustomProperty" : memberClass}Collection`;
  }
  members(): readonly KeyedValue[] {
    return this.values;
  }
  at(key: unknown): KeyedValue {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetItem(key: unknown): KeyedValue {
    return this.at(key);
  }
  GetItemOrNullObject(key: unknown): KeyedValue | null {
    return this.values.find((value) => typeof key === "string" && value.key.toLowerCase() === key.toLowerCase()) ?? null;
  }
  GetCount(): number {
    return this.values.length;
  }
  /** An existing key gets the new value. */
  Add(key: string, value: unknown): KeyedValue {
    // The limit for values is documented for the document's properties only; a sheet's are taken to be no larger.
    const tooLong = this.memberClass !== "Setting" && (typeof value !== "string" || value.length > 255);
    if (typeof key !== "string" || key === "" || key.length > 255 || tooLong) throw new HostError("InvalidArgument");
    const known = this.GetItemOrNullObject(key);
    if (known) {
      known.Value = value;
      return known;
    }
    const made = new KeyedValue(this.memberClass, this.values, key, value);
    this.values.push(made);
    return made;
  }
}

export class KeyedValue extends HostObject {
  readonly clientClass: string;
  Value: unknown;

  constructor(
    memberClass: KeyedClass,
    private readonly owner: KeyedValue[],
    readonly key: string,
    value: unknown,
  ) {
    super();
    this.clientClass = memberClass;
    this.Value = value;
  }
  get Key(): string {
    return this.key;
  }
  Delete(): void {
    this.owner.splice(this.owner.indexOf(this), 1);
  }
}
