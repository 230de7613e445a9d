// What a page carries in the open: unpacks the viewer's style and script, and puts them in. The page's
// policy names the hashes of both, so nothing else can be put in this way. It unpacks at once, so that
// window.headscope is there when the page has loaded.
import { inflateSync, strFromU8 } from 'fflate';
import { bytesFromBase64 } from './data/base64';

function put(element: HTMLElement, packed: string): void {
  const bytes = bytesFromBase64(document.getElementById(packed)!.textContent);
  element.textContent = strFromU8(inflateSync(bytes));
  document.head.append(element);
}

put(document.createElement('style'), 'headscope-style');
put(Object.assign(document.createElement('script'), { type: 'module' }), 'headscope-script');
