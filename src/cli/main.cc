#include "cli/program.h"

int main(int argc, char** argv) { return headscope::cli::run_program(argc, argv); }
