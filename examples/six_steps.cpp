// Six steps from a sentence to a picture of attention, as a notebook takes them one cell at a time.
//
//   build/release/examples/six_steps models/all-MiniLM-L6-v2 "Transformers are amazing!"

// Step 1: imports. One header holds the whole library.
#include <headscope/headscope.h>

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: six_steps FOLDER [TEXT]\n");
    return 2;
  }
  const std::string folder = argv[1];
  const std::string text = argc > 2 ? argv[2] : "Transformers are amazing!";

  try {
    // Step 2: load. A checkpoint is a folder: the tokenizer knows how to cut a text into pieces of
    // the model's vocabulary, the model knows what to do with them.
    const auto tokenizer = headscope::Tokenizer::load(folder);
    auto model = headscope::Model::load(folder);
    const headscope::ModelInfo& info = model.info();
    std::printf("2. load      %s: %d layers of %d heads, %d numbers for each token\n",
                info.name.c_str(), static_cast<int>(info.layers), static_cast<int>(info.heads),
                static_cast<int>(info.hidden_size));

    // Step 3: tokenize. [CLS] and [SEP] are added: the model was trained with them around each
    // text.
    const headscope::Encoding encoding = tokenizer.encode(text);
    std::printf("3. tokenize ");
    for (std::size_t i = 0; i < encoding.size(); ++i) {
      std::printf(" %s=%d", encoding.tokens[i].c_str(), encoding.ids[i]);
    }
    std::printf("\n");

    // Step 4: run. One forward pass; attentions are always kept, hidden states because we ask.
    const headscope::Trace trace = model.forward(encoding, {.hidden_states = true});
    std::printf("4. run       done, for %d tokens\n", static_cast<int>(trace.tokens()));

    // Step 5: shapes. Every layer gives every head one weight for each pair of tokens: how much the
    // row's token takes from the column's. Hidden states: what stands for each token before the
    // first layer and after each one.
    std::printf("5. shapes    attentions %s: layers, heads, from, to\n",
                headscope::to_string(trace.attentions.shape()).c_str());
    std::printf("             hidden states %s: embeddings and layers, tokens, numbers\n",
                headscope::to_string(trace.hidden_states.shape()).c_str());

    // A row is what one token looks at, in parts of 1. Here: layer 0, head 0, the second token.
    const auto n = static_cast<std::size_t>(trace.tokens());
    const auto row = trace.attentions.at(0, 0, 1);
    float sum = 0;
    std::printf("             L0 H0, from %s:", encoding.tokens[1].c_str());
    for (std::size_t to = 0; to < n; ++to) {
      std::printf(" %.3f", row[to]);
      sum += row[to];
    }
    std::printf(", together %.3f\n", sum);

    // Step 6: picture. The same weights as a page to explore: hover, click, choose heads.
    const auto bytes = headscope::write_page(trace, "attention.html");
    std::printf("6. picture   attention.html, %d bytes: open it in a browser\n",
                static_cast<int>(bytes));
  } catch (const headscope::Error& error) {
    std::fprintf(stderr, "six_steps: %s\n", error.what());
    return 1;
  }
}
