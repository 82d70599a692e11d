/** A set of cells, some bits a row: of a large sheet all may change. */
export class Places {
  private readonly rows: Uint32Array[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  has(row: number, column: number): boolean {
    return (((this.rows[row]?.[column >>> 5] ?? 0) >>> (column & 31)) & 1) === 1;
  }

  add(row: number, column: number): void {
    if (this.has(row, column)) return;
    const word = column >>> 5;
    const known = this.rows[row];
    const bits = known && word < known.length ? known : new Uint32Array(word + 1);
    if (known && bits !== known) bits.set(known);
    bits[word] = bits[word]! | (1 << (column & 31));
    this.rows[row] = bits;
    this.count += 1;
  }
}
