// Gives the reader a file.

/** A frame with an address of its own kind: one that may forbid downloads, and says nothing. */
export function mayRefuseFiles(): boolean {
  return window.parent !== window && window.origin === 'null';
}

export function saveFile(name: string, content: string | Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  // Some browsers read it only after the click is done.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
