const manifest = JSON.parse(document.getElementById("headscope-manifest").textContent);
document.getElementById("headscope-app").textContent = manifest.tokens.join(" ");
