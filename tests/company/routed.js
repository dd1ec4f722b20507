ran.push(document.currentScript.src.split("?")[1]);
