// The page's entry: reads the data that stands in it, and shows it.
import './style/index.css';
import { effect } from '@preact/signals';
import { h, render } from 'preact';
import { publish } from './api';
import { EmbeddedSource, fromDocument } from './data/embedded';
import { Busy } from './idle';
import { Course } from './lessons/course';
import { Session } from './session';
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

function open(root: HTMLElement): void {
  const session = new Session(new EmbeddedSource(fromDocument(document)), new Busy());
  const chrome = new Chrome();
  followUrl(session);
  effect(() => applyTheme(session.scheme.value));
  void session.fetchThumbnails();
  publish(session, session.seen);
  const course = new Course(session, chrome);
  render(h(App, { session, chrome, course }), root);
  listenForKeys(session, chrome, course);
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

const root = place();
try {
  open(root);
} catch (error) {
  refuse(root, error);
}
