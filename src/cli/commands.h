// The commands. Each adds itself to the program: its options, its help, and what it does.
#pragma once

namespace CLI {
class App;
}

namespace headscope::cli {

void add_view(CLI::App& program);
void add_figure(CLI::App& program);
void add_serve(CLI::App& program);
void add_tokens(CLI::App& program);
void add_trace(CLI::App& program);
void add_predict(CLI::App& program);
void add_model(CLI::App& program);
void add_pull(CLI::App& program);
void add_bench(CLI::App& program);
void add_completion(CLI::App& program);

}  // namespace headscope::cli
