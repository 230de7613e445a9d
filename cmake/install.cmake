# What `cmake --install` puts where: the program with its completions, and the library with its
# headers, found by find_package(headscope) as headscope::headscope.
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/headscope)

foreach(room IN LISTS rooms)
  set_target_properties(headscope_${room} PROPERTIES EXPORT_NAME ${room})
endforeach()
install(TARGETS headscope_library ${room_targets} EXPORT headscopeTargets)
install(EXPORT headscopeTargets NAMESPACE headscope:: DESTINATION ${package_folder})
install(DIRECTORY include/headscope TYPE INCLUDE)

configure_package_config_file(cmake/headscopeConfig.cmake.in headscopeConfig.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(headscopeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/headscopeConfig.cmake ${PROJECT_BINARY_DIR}/headscopeConfigVersion.cmake
  DESTINATION ${package_folder})

install(TARGETS headscope)
install(FILES ${PROJECT_BINARY_DIR}/completions/headscope.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME headscope)
install(FILES ${PROJECT_BINARY_DIR}/completions/headscope.zsh
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _headscope)
