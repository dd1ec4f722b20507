ran.push("marketing");
