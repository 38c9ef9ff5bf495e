import { isPicture } from "../../lib/queue/uploads";

/** The pictures of what was dropped, folders and all that is in them included. */
export async function droppedPictures(data: DataTransfer): Promise<File[]> {
  // Entries must be taken before the first wait: afterwards the browser has emptied the list.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter(
    (entry): entry is FileSystemEntry => entry !== null,
  );
  if (entries.length === 0) return [...data.files].filter(isPicture);
  const found: File[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    if (isPicture(file)) found.push(file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time, and then none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (some.length === 0) return;
    for (const inner of some) await collect(inner, found);
  }
}
