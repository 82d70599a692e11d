/** Protection of a sheet and of the workbook's structure. Since June 2026 protecting twice, or unprotecting what is open, is refused. */
import { HostError } from "../hostError";
import { HostObject } from "./hostObject";

/** What stays allowed on a protected sheet; all false by default. */
export interface ProtectionOptions {
  readonly allowFormatCells?: boolean;
  readonly allowFormatColumns?: boolean;
  readonly allowFormatRows?: boolean;
  readonly allowAutoFilter?: boolean;
  readonly allowInsertRows?: boolean;
  readonly allowDeleteRows?: boolean;
}

export class WorksheetProtection extends HostObject {
  readonly clientClass = "WorksheetProtection";
  private on = false;
  private password: string | null = null;
  private options: ProtectionOptions = {};

  get Protected(): boolean {
    return this.on;
  }
  get Options(): ProtectionOptions {
    return this.options;
  }
  Protect(options?: ProtectionOptions | null, password?: string | null): void {
    if (this.on) throw new HostError("AccessDenied");
    this.on = true;
    this.options = options ?? {};
    this.password = password ?? null;
  }
  Unprotect(password?: string | null): void {
    if (!this.on || (this.password !== null && password !== this.password)) throw new HostError("AccessDenied");
    this.on = false;
  }
}

export class WorkbookProtection extends HostObject {
  readonly clientClass = "WorkbookProtection";
  private on = false;
  private password: string | null = null;

  get Protected(): boolean {
    return this.on;
  }
  Protect(password?: string | null): void {
    if (this.on) throw new HostError("AccessDenied");
    this.on = true;
    this.password = password ?? null;
  }
  Unprotect(password?: string | null): void {
    if (!this.on || (this.password !== null && password !== this.password)) throw new HostError("AccessDenied");
    this.on = false;
  }
}
