# Writes a C++ file with the viewer: the loader as it is, script and style packed, and the SHA-256 of
# all three.
# cmake -D LOADER=loader.js -D SCRIPT=viewer.js -D STYLE=viewer.css -D PACKED=folder
#       -D OUTPUT=viewer_files.cc -P embed_viewer.cmake
# PACKED holds script.packed and style.packed, which pack_viewer has written.

function(to_bytes hex result)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(${result} "${bytes}" PARENT_SCOPE)
endfunction()

# Bytes of `content`, which is what stands in the page, and the hash of `file`.
function(embed name file content result)
  file(READ ${content} hex HEX)
  if(hex STREQUAL "")
    message(FATAL_ERROR "${file} is empty; build it with `npm run build` in web/")
  endif()
  to_bytes("${hex}" bytes)
  file(SHA256 ${file} hash)
  to_bytes("${hash}" hash_bytes)
  set(${result} "const unsigned char k${name}Bytes[] = {${bytes}};
const unsigned char k${name}Hash[] = {${hash_bytes}};
" PARENT_SCOPE)
endfunction()

# What would end or change the element that the loader is pasted into must not be in it.
function(check_pasteable file)
  file(READ ${file} text)
  if(text MATCHES "<!--|</[sS][cC][rR][iI][pP][tT]|\r")
    message(FATAL_ERROR "${file} has a closing tag, <!-- or a carriage return in it")
  endif()
endfunction()

check_pasteable(${LOADER})
embed(Loader ${LOADER} ${LOADER} loader)
embed(Script ${SCRIPT} ${PACKED}/script.packed script)
embed(Style ${STYLE} ${PACKED}/style.packed style)
file(WRITE ${OUTPUT} "// Made by embed_viewer.cmake from web/dist/.
#include \"picture/viewer.h\"

namespace headscope::picture {
namespace {

${loader}${script}${style}
}  // namespace

ViewerFile viewer_loader_file() { return {kLoaderBytes, kLoaderHash}; }
ViewerFile viewer_script_file() { return {kScriptBytes, kScriptHash}; }
ViewerFile viewer_style_file() { return {kStyleBytes, kStyleHash}; }

}  // namespace headscope::picture
")
