// Made by scripts/generate_text_widths.py from DejaVu Sans.

/** What digits count: parts of an em. */
export const PARTS = 48;
/** How much wider bold is. */
export const BOLD = 1.13;
export const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const BLOCKS: readonly { first: number; digits: string }[] = [
  {
    first: 0x20,
    digits:
      'GKNfVkcEJJOfGIGHVVVVVVVVVVHHfffQmXXYbVScbFFWRgacTcYVUaXmXUXJHJfOOUVRVUHVVEESElVUVVKQJV' +
      'TeTTQVHVf',
  },
  {
    first: 0xa0,
    digits:
      'GKVVVVHOOmNUfImOOfKKOVVGOKNUlllQXXXXXXlYVVVVFFFFcacccccfcaaaaUUVUUUUUUmRUUUUEEEEUVUUUU' +
      'UfUVVVVTVTXUXUXUYRYRYRYRbVcVVUVUVUVUVUcVcVcVcVbViYFEFEFEFEFETRFEWSSRERERIRHREaVaVaVeaV' +
      'cUcUcUqoYKYKYKVQVQVQVQUJUJUJaVaVaVaVaVaVmeUTUXQXQXQHVaXVXVYYRceXVUVcUSHcXmHFaSETlaVciU' +
      'kbWVYVQVHJUJUgVbZaaXQWWSQVWSPVFONFzzufcMjjdXUFEcUaVaVaVaVaVUXUXUlmcVcVWScUcUWSEzzucVsX' +
      'aVXUlmcUXUXUVUVUFEFEcUcUYKYKaVaVVQUJVQbVafYUXQXUVUcUcUcUcUUTNfNEmmXYRRUQQTNXaXVUFEcVYK' +
      'UTTVVVRRVYUUeQQcWEYVVTTVVVEHIJOEYlllWVVUgZWKKKKKQQTTQHHNHJJVUTTeTUQQSSPPPPcSWYWFXPZPPn' +
      'pneUcfYWPPWWKK9DFFJPIENGGGFFIIOOOOOOEOOOEOOOHHFFOOJGOOOOOOGOL8IMIOOOOOTTOOPTTTTOTTTOTT' +
      'TTTTTT00000000000000000000000000000000000000000000000000000000000000000000000000000000' +
      'T000TTT00T0T0000000TTTTTTTTTTTTTWSgWEEaWTTORRRHFTTTTOOYGagKTdTeeHXXRXVXbcFWXgaVcbTTVUU' +
      'cXcbFUWQVHSWVTUQRVUHTTVRRUTVTVTSWSWfHSUSfWUUYfYWfWcUWTSNWWgVjfbWcUXUbUYUUQWVREcUUUVYgW' +
      'VYYYVVcUYVFFFrpcZaUbXXXUcVqVaaZbgbcbTYUUgXcXqrehXYqYUUTQYUiQWWTVbWUWVRSTgTXTikYcTRfTUU' +
      'UQRQEEEiiWTWTWjfbXkahcuncUoeVQghcUcWcWmikbvojfYRP00000LLcXXTTVUQXTUQqiVQZTZTZTgebWnhqi' +
      'hYYRUSUTUTXTjdXTXTXVkZkZFqiWTcXbWcXXThcEXUXUlmVUcUcUqiVQWSaWaWcUcUcUYRUTUTUTXTUQhcXTXT' +
      'XTXTnilgXTqkslcWcZUQbVvmhgomcVmeZTqiqidXTTTTTTTTTT',
  },
  {
    first: 0x5d0,
    digits: 'XSKRWEHWWBQQSWXEKWVVUQTZSZW',
  },
  {
    first: 0x600,
    digits:
      'TTTTTTVVTblTGTTTTTTTT0TTTTTGTTTQTNEEOEcEkQkkVVVMMOOxxxxjjTTTTTTTFoceZUaQOcc00000000000' +
      'T0TTOTTTTTQQQQQQQQQQQGGRkc0TTTFTTTTkkkkkkkkVVVVVVVMMMMMMMMMOOOQUQOOOxxxxxjToooooocchph' +
      'eeehhhhhhZZZZaaaaaYVTTTTTTOOOTTOcTcTcTTTTQTTTTTTTTTTTTTTTTTTTTTTTTTTQQQQQQQQQQTTTTTT',
  },
  {
    first: 0x1e00,
    digits:
      'XUXVXVXVYRbVbVbVbVbVVUVUVUVUVUSHcVbVbVbVbVbVFEFEWSWSWSREREREREglglglaVaVaVaVcUcUcUcUTV' +
      'TVYKYKYKYKVQVQVQVQVQUJUJUJUJaVaVaVaVaVXTXTmememememeXTXTUTXQXQXQVJeTUHHHbUXUXUXUXUXUXU' +
      'XUXUXUXUXUXUVUVUVUVUVUVUVUVUFEFEcUcUcUcUcUcUcUiUiUiUiUiUaVaVgVgVgVgVgVUTUTUTUTbNTTTTWW' +
      'WWWWWWXXhhbdYaQQQQQQTTZZllijTTVVVVVVVVffrropjkHHHHHHHHJIVVSTOOUUUUUUTTdfrrklTTSSSSSSSS' +
      'TcTmTnTiffffffffdfrrkljkWWQRVWHHUUSSffTTWWWWWWWWXXhhbdYaVVVVVVVVffrropjkffffffffdfrrkl' +
      'jkWWWWWTWWXXZYXOOOOOVVWTVVdajgbOOOHHHHTTHHFFNKTOOOSSSSVVSSUUfeXOOOTTfffTffkdjebOOT',
  },
  {
    first: 0x2010,
    digits: 'IIVOmmOOGGGGPPPPOOTTHXmG0000000AzzBIPBIPHKKfOQOddCmO9JJjaaOVOOOHdOMmdfTWffGdfGG',
  },
  {
    first: 0x20a0,
    digits: 'hVVVVlVzqmcVVVVzVVVVcVTTVVVTTVTT',
  },
  {
    first: 0x2190,
    digits:
      'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff' +
      'ffffffffffffffffffffffffffXVPVVgXXggZggZVbbXfffHVfVVVVVZefiifOOOOaaaaQcpQcpQQQVVDVffff' +
      'ffffIfffffffffffffffffffmmffffffffffffffffffffppNfffffffffffffffffffffffffffffffaaafff' +
      'fccfffffffffffffggggPPggggggggffffffmmffPaaaffeeeeVGVfmmmmmfaaffffffffzzffffffffffffff' +
      'ffffffmmmmmgZggZggmgZgZg',
  },
  {
    first: 0x2400,
    digits: 'TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTVVTTT',
  },
  {
    first: 0x27e8,
    digits: 'JJ',
  },
];
