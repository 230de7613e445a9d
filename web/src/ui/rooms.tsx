// What each view puts below the bars, and into the tool bar.
import type { FunctionComponent } from 'preact';
import type { ViewName } from '../state';
import { CompareBody, CompareTools } from './compare';
import { HeadBody, HeadTools } from './head';
import { MatrixBody, MatrixTools } from './matrix';
import { ModelBody, ModelTools } from './model';
import { NeuronBody, NeuronTools } from './neuron';

export interface Room {
  Body: FunctionComponent;
  Tools: FunctionComponent;
}

export const ROOMS: Readonly<Record<ViewName, Room>> = {
  head: { Body: HeadBody, Tools: HeadTools },
  model: { Body: ModelBody, Tools: ModelTools },
  matrix: { Body: MatrixBody, Tools: MatrixTools },
  neuron: { Body: NeuronBody, Tools: NeuronTools },
  compare: { Body: CompareBody, Tools: CompareTools },
};
