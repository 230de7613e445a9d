# Writes a C++ file with the bytes of the viewer's two files and their SHA-256.
# cmake -D SCRIPT=viewer.js -D STYLE=viewer.css -D OUTPUT=viewer_files.cc -P embed_viewer.cmake

function(to_bytes hex result)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  set(${result} "${bytes}" PARENT_SCOPE)
endfunction()

# What would end or change the element that the file is pasted into must not be in it.
function(embed file name forbidden result)
  file(READ ${file} hex HEX)
  if(hex STREQUAL "")
    message(FATAL_ERROR "${file} is empty; build it with `npm run build` in web/")
  endif()
  file(STRINGS ${file} found REGEX "${forbidden}" LIMIT_COUNT 1)
  to_bytes("${hex}" bytes)
  string(FIND "${bytes}" "0x0d," carriage_return)
  string(FIND "${bytes}" "0x00," zero)
  if(found OR carriage_return GREATER -1 OR zero GREATER -1)
    message(FATAL_ERROR "${file} has a closing tag, <!--, a carriage return or a zero byte in it")
  endif()
  file(SHA256 ${file} hash)
  to_bytes("${hash}" hash_bytes)
  set(${result} "const unsigned char k${name}Bytes[] = {${bytes}};
const unsigned char k${name}Hash[] = {${hash_bytes}};
" PARENT_SCOPE)
endfunction()

embed(${SCRIPT} Script "<!--|</[sS][cC][rR][iI][pP][tT]" script)
embed(${STYLE} Style "</[sS][tT][yY][lL][eE]" style)
file(WRITE ${OUTPUT} "// Made by embed_viewer.cmake from web/dist/.
#include \"picture/viewer.h\"

namespace headscope::picture {
namespace {

${script}${style}
}  // namespace

std::span<const unsigned char> viewer_script_bytes() { return kScriptBytes; }
std::span<const unsigned char> viewer_script_sha256() { return kScriptHash; }
std::span<const unsigned char> viewer_style_bytes() { return kStyleBytes; }
std::span<const unsigned char> viewer_style_sha256() { return kStyleHash; }

}  // namespace headscope::picture
")
