# Functions that keep the rooms' own CMakeLists.txt short.

# headscope_room(NAME SOURCES file... [USES room...] [LINKS library...])
# A static library headscope_NAME. USES are the rooms it may include from, LINKS are libraries that
# only its sources see.
function(headscope_room name)
  cmake_parse_arguments(room "" "" "SOURCES;USES;LINKS" ${ARGN})
  add_library(headscope_${name} STATIC ${room_SOURCES})
  target_include_directories(headscope_${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_compile_features(headscope_${name} PUBLIC cxx_std_20)
  list(TRANSFORM room_USES PREPEND headscope_)
  target_link_libraries(headscope_${name} PUBLIC ${room_USES} PRIVATE ${room_LINKS})
  headscope_warnings(headscope_${name})
endfunction()

# headscope_test(ROOM SOURCES file... [USES room...] [LINKS library...])
# A GoogleTest program test_ROOM whose tests ctest knows one by one. Tests see the rooms' private
# headers, and tests/data as HEADSCOPE_TEST_DATA.
function(headscope_test room)
  cmake_parse_arguments(test "" "" "SOURCES;USES;LINKS" ${ARGN})
  add_executable(test_${room} ${test_SOURCES})
  target_include_directories(test_${room} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  list(TRANSFORM test_USES PREPEND headscope_)
  target_link_libraries(test_${room} PRIVATE ${test_USES} ${test_LINKS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(test_${room} PRIVATE
    HEADSCOPE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
    HEADSCOPE_MINILM="${PROJECT_SOURCE_DIR}/models/all-MiniLM-L6-v2")
  headscope_warnings(test_${room})
  headscope_runs_briefly(test_${room})
  gtest_discover_tests(test_${room} TEST_PREFIX "${room}." DISCOVERY_TIMEOUT 60)
endfunction()

# For what spends its time in the rooms, such as the program's own files: a third less compiling.
function(headscope_runs_briefly target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

function(headscope_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow
    $<$<BOOL:${HEADSCOPE_WERROR}>:-Werror>)
endfunction()
