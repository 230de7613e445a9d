// The neuron view as tables: the pair dimension by dimension, and every key of the row.
import { useSignal } from '@preact/signals';
import { productOf, runningSum } from '../../scene/neuron';
import { text as words } from '../../strings';
import { ColumnNames } from '../../ui/column_names';
import { Pager } from '../../ui/pager';
import type { NeuronModel, Row } from './model';

const say = words.neuron;
const PAGE = 100;

export function NeuronTable({ model, row }: { model: NeuronModel; row: Row }) {
  return (
    <div class="table-view" tabIndex={0} role="region" aria-label={words.tools.table}>
      <RowTable model={model} row={row} />
      <PairTable model={model} row={row} />
    </div>
  );
}

function RowTable({ model, row }: { model: NeuronModel; row: Row }) {
  const first = useSignal(0);
  const { order, steps, pair, vectors } = row;
  const begin = Math.min(first.value, order.length - 1);
  return (
    <>
      {order.length > PAGE && <Pager first={first} page={PAGE} count={order.length} />}
      <table>
        <caption>{say.tableRow(model.name(pair.from))}</caption>
        <ColumnNames
          names={[
            words.table.position,
            say.to,
            say.dot,
            say.score(vectors.dim),
            ...(steps.gap > 0 ? [say.softmaxOver(order.length)] : []),
            say.attention,
          ]}
        />
        <tbody>
          {order.slice(begin, begin + PAGE).map((token) => (
            <tr key={token}>
              <td>{token}</td>
              <th scope="row">
                <bdi>{model.name(token)}</bdi>
              </th>
              <td>{words.signed(steps.dots[token], 2)}</td>
              <td>{words.signed(steps.scores[token], 2)}</td>
              {steps.gap > 0 && <td>{model.session.exact(steps.softmax[token])}</td>}
              <td>{model.weight(token)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function PairTable({ model, row }: { model: NeuronModel; row: Row }) {
  const { query, vectors, head, pair } = row;
  const key = vectors.key(head, pair.to);
  const products = productOf(query, key);
  const sums = runningSum(products);
  return (
    <table>
      <caption>{say.tablePair(model.name(pair.from), model.name(pair.to))}</caption>
      <ColumnNames names={say.tableColumns} />
      <tbody>
        {Array.from(query, (value, dim) => (
          <tr key={dim}>
            <th scope="row">{dim}</th>
            {[value, key[dim], products[dim], sums[dim]].map((number, k) => (
              <td key={k}>{words.signed(number, 3)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
