/**
 * The smallest compound files (the container of .xls and of encrypted .xlsx), made byte by byte after MS-CFB version 3:
 * a header, one FAT sector, one directory sector and streams of 4096 zero bytes, which is the least that stands outside of the mini stream.
 */
const SECTOR = 512;
const SECTORS_PER_STREAM = 8;
const END_OF_CHAIN = 0xfffffffe;
const FAT_SECTOR = 0xfffffffd;
const FREE = 0xffffffff;

/** A compound file with these streams, at most three. */
export function compoundFile(streams: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(SECTOR * (1 + 2 + streams.length * SECTORS_PER_STREAM));
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(24, 0x3e, true);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, 1, true); // FAT sectors
  view.setUint32(48, 1, true); // the directory's sector
  view.setUint32(56, 4096, true);
  view.setUint32(60, END_OF_CHAIN, true);
  view.setUint32(68, END_OF_CHAIN, true);
  view.setUint32(76, 0, true); // the FAT is sector 0
  for (let at = 80; at < SECTOR; at += 4) view.setUint32(at, FREE, true);

  const fat = SECTOR;
  for (let at = 0; at < SECTOR; at += 4) view.setUint32(fat + at, FREE, true);
  view.setUint32(fat, FAT_SECTOR, true);
  view.setUint32(fat + 4, END_OF_CHAIN, true);

  const directory = SECTOR * 2;
  writeEntry(view, directory, "Root Entry", { type: 5, child: streams.length > 0 ? 1 : FREE, next: FREE, start: END_OF_CHAIN, size: 0 });
  streams.forEach((name, index) => {
    const start = 2 + index * SECTORS_PER_STREAM;
    const next = index + 1 < streams.length ? index + 2 : FREE;
    writeEntry(view, directory + 128 * (index + 1), name, { type: 2, child: FREE, next, start, size: SECTOR * SECTORS_PER_STREAM });
    for (let step = 0; step < SECTORS_PER_STREAM; step += 1) {
      view.setUint32(fat + 4 * (start + step), step + 1 < SECTORS_PER_STREAM ? start + step + 1 : END_OF_CHAIN, true);
    }
  });
  return bytes;
}

interface Entry {
  /** 5: the root, 2: a stream. */
  readonly type: number;
  readonly child: number;
  readonly next: number;
  readonly start: number;
  readonly size: number;
}

function writeEntry(view: DataView, at: number, name: string, entry: Entry): void {
  [...name].forEach((letter, index) => view.setUint16(at + 2 * index, letter.charCodeAt(0), true));
  view.setUint16(at + 64, 2 * (name.length + 1), true);
  view.setUint8(at + 66, entry.type);
  view.setUint8(at + 67, 1);
  view.setUint32(at + 68, FREE, true);
  view.setUint32(at + 72, entry.next, true);
  view.setUint32(at + 76, entry.child, true);
  view.setUint32(at + 116, entry.start, true);
  view.setUint32(at + 120, entry.size, true);
}
