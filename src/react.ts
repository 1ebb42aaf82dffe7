/** Saccade for React Three Fiber: the component, and everything that plain three.js gets. @module */
export * from './index.ts';
export { FoveatedSplats, type FoveatedSplatsProps } from './xr/library/foveated-splats.tsx';
