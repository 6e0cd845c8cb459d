"use strict";
(function () {
  const strip = document.getElementById("strip");
  const slider = document.getElementById("scrub");
  const pairs = Array.from(strip.children);
  const plots = Array.from(document.querySelectorAll("svg.plot"));
  function show(index) {
    slider.value = index;
    pairs.forEach(function (pair, k) { pair.classList.toggle("now", k === index); });
    const frame = Number(pairs[index].dataset.frame);
    plots.forEach(function (plot) {
      const left = Number(plot.dataset.left);
      const width = Number(plot.dataset.right) - left;
      const x = left + width * (frame + 0.5) / Number(plot.dataset.frames);
      const line = plot.querySelector(".now");
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    });
  }
  function nearest(frame) {
    const gaps = pairs.map(function (pair) { return Math.abs(Number(pair.dataset.frame) - frame); });
    return gaps.indexOf(Math.min.apply(null, gaps));
  }
  plots.forEach(function (plot) {
    plot.addEventListener("click", function (event) {
      const box = plot.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * plot.viewBox.baseVal.width;
      const left = Number(plot.dataset.left);
      const share = (x - left) / (Number(plot.dataset.right) - left);
      show(nearest(share * Number(plot.dataset.frames) - 0.5));
    });
  });
  strip.classList.add("live");
  document.body.classList.add("live-plots");
  slider.hidden = false;
  slider.addEventListener("input", function () { show(Number(slider.value)); });
  show(nearest(Number(strip.dataset.first)));
}());
