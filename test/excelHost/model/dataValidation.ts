/** Data validation of a range: the rule is kept and read back, entries are not checked against it (Excel does not check what an add-in writes either). */
import { intersection, without, type Rect } from "./area";
import { HostObject } from "./hostObject";
import type { Worksheet } from "./worksheet";

export interface ValidationArea {
  readonly rect: Rect;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly prompt: unknown;
  readonly errorAlert: unknown;
  readonly ignoreBlanks: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  list: "List",
  wholeNumber: "WholeNumber",
  decimal: "Decimal",
  date: "Date",
  time: "Time",
  textLength: "TextLength",
  custom: "Custom",
};

export class DataValidation extends HostObject {
  readonly clientClass = "DataValidation";

  constructor(
    private readonly sheet: Worksheet,
    private readonly rects: readonly Rect[],
  ) {
    super();
  }

  private get found(): ValidationArea | undefined {
    return this.sheet.validations.find((area) => this.rects.every((rect) => intersection(area.rect, rect)));
  }

  get Type(): string {
    const kind = Object.keys(this.found?.rule ?? {})[0];
    return kind === undefined ? "None" : (TYPES[kind] ?? "Inconsistent");
  }
  get Rule(): unknown {
    return this.found?.rule ?? {};
  }
  set Rule(value: unknown) {
    this.replace({ rule: value as Readonly<Record<string, unknown>> });
  }
  get Prompt(): unknown {
    return this.found?.prompt ?? { message: "", showPrompt: true, title: "" };
  }
  set Prompt(value: unknown) {
    this.replace({ prompt: value });
  }
  get ErrorAlert(): unknown {
    return this.found?.errorAlert ?? { message: "", showAlert: true, style: "Stop", title: "" };
  }
  set ErrorAlert(value: unknown) {
    this.replace({ errorAlert: value });
  }
  get IgnoreBlanks(): boolean {
    return this.found?.ignoreBlanks ?? true;
  }
  set IgnoreBlanks(value: unknown) {
    this.replace({ ignoreBlanks: value === true });
  }
  Clear(): void {
    this.sheet.guardContents(this.rects);
    for (const rect of this.rects) {
      const rest = this.sheet.validations.flatMap((area) => without(area.rect, rect).map((left) => ({ ...area, rect: left })));
      this.sheet.validations.splice(0, Infinity, ...rest);
    }
  }

  private replace(change: Partial<ValidationArea>): void {
    const before = this.found ?? { rule: {}, prompt: undefined, errorAlert: undefined, ignoreBlanks: true };
    this.Clear();
    for (const rect of this.rects) this.sheet.validations.push({ ...before, ...change, rect });
  }
}
