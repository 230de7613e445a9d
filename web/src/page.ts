// The page's entry: reads the data that stands in it, and shows it.
import './style/index.css';
import { effect } from '@preact/signals';
import { h, render } from 'preact';
import { publish } from './api';
import { fromDocument } from './data/embedded';
import { Server } from './data/server';
import { EmbeddedShelf, type Shelf, only } from './data/shelf';
import { Busy } from './idle';
import { Course } from './lessons/course';
import { type Beginning, Live, firstInput, remembered } from './live';
import { Session } from './session';
import { textIn } from './state';
import { applyTheme } from './theme';
import { App } from './ui/app';
import { Chrome } from './ui/context';
import { listenForKeys } from './ui/shortcuts';
import { followUrl } from './url';

function place(): HTMLElement {
  const there = document.getElementById('headscope-app');
  if (there) return there;
  const made = document.createElement('div');
  made.id = 'headscope-app';
  document.body.append(made);
  return made;
}

function open(root: HTMLElement, shelf: Shelf, makeLive?: (session: Session) => Live): void {
  const text = textIn(location.hash, shelf.titles.length);
  const session = new Session(shelf.source(text), new Busy(), shelf, text);
  const chrome = new Chrome();
  const live = makeLive?.(session) ?? null;
  if (shelf.compares) session.update({ view: 'compare' });
  followUrl(session);
  session.announceHeads();
  effect(() => applyTheme(session.scheme.value));
  void session.fetchThumbnails();
  publish(session, session.seen);
  const course = new Course(session, chrome);
  render(h(App, { session, chrome, course, live }), root);
  listenForKeys(session, chrome, course);
}

/** A page of `headscope serve`: the server draws what is typed. */
async function openLive(root: HTMLElement, beginning: Beginning): Promise<void> {
  const server = new Server();
  let input = remembered() ?? firstInput(beginning);
  const source = await server.picture(input, 0).catch(() => {
    // What a reload brings back may not fit a server that was started anew.
    input = firstInput(beginning);
    return server.picture(input, 0);
  });
  open(root, only(source), (session) => new Live(beginning.models, server, session, input));
}

/** A page that cannot be opened says why, in one sentence. */
function refuse(root: HTMLElement, error: unknown): void {
  applyTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const main = document.createElement('main');
  main.className = 'refused';
  const sentence = document.createElement('p');
  sentence.setAttribute('role', 'alert');
  sentence.textContent = error instanceof Error ? error.message : String(error);
  main.append(sentence);
  root.replaceChildren(main);
}

async function begin(root: HTMLElement): Promise<void> {
  const read = fromDocument(document);
  const beginning = read('headscope-live');
  if (beginning === null) open(root, new EmbeddedShelf(read));
  else await openLive(root, JSON.parse(beginning) as Beginning);
}

const root = place();
begin(root).catch((error: unknown) => refuse(root, error));
