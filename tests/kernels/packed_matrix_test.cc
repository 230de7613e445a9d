#include "kernels/packed_matrix.h"

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(PackedMatrixTest);

TEST_P(PackedMatrixTest, PanelsHoldTheColumnsSideBySideForEachDepth) {
  for (const std::int64_t columns : {1, 2, 7, 47, 48, 49, 100}) {
    for (const std::int64_t depth : {1, 5, 63, 64, 65, 130}) {
      Tensor source({columns, depth});
      Random().fill(source.data(), source.size());
      PackedMatrix matrix(columns, depth);
      const std::int64_t width = matrix.panel_width();
      ASSERT_EQ(matrix.panels(), (columns + width - 1) / width);
      std::int64_t seen = 0;
      for (std::int64_t panel = 0; panel < matrix.panels(); ++panel) {
        std::vector<const float*> rows;
        for (std::int64_t i = 0; i < matrix.columns_of(panel); ++i) {
          rows.push_back(source.at(seen++).data());
        }
        matrix.pack_panel(panel, rows);
      }
      ASSERT_EQ(seen, columns);

      for (std::int64_t column = 0; column < matrix.panels() * width; ++column) {
        for (std::int64_t k = 0; k < depth; ++k) {
          const float expected = column < columns ? source.at(column)[k] : 0.0f;
          ASSERT_EQ(matrix.panel(column / width)[k * width + column % width], expected)
              << "column " << column << ", depth " << k << " of " << columns << " × " << depth;
          if (column < columns) {
            ASSERT_EQ(matrix.at(column, k), expected);
          }
        }
      }
    }
  }
}

TEST_P(PackedMatrixTest, PanelFitsPaddedRows) {
  for (std::int64_t columns = 1; columns <= 200; ++columns) {
    const PackedMatrix matrix(columns, 1);
    EXPECT_GE(padded_stride(columns), matrix.panels() * matrix.panel_width()) << columns;
    EXPECT_EQ(padded_stride(columns) % kLine, 0) << columns;
  }
}

}  // namespace
}  // namespace headscope::kernels
