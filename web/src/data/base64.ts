// Base64 to bytes, by the browser's own decoder where it has one.

interface Native {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

/** Throws when the text is not base64. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as Native).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
